"""What is pushed over sockets: the hub, who watches, and the sockets themselves."""
