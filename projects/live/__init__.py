"""What is pushed over sockets: the hub, the viewers, and the sockets themselves."""
