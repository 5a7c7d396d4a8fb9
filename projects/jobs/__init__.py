"""Background jobs: the queue, the tasks, what one job does, the sweeper, and their health."""
