"""What operators and their programs are told: health checks and figures."""
