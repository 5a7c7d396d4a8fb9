"""DashScope of Alibaba Cloud in its own shape. An answer that is an error has a code at its top."""
