class Died(BaseException):
    """A worker is gone, and can do nothing any more."""
