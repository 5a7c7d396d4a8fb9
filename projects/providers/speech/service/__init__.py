"""Voices of services: what they answer is decoded and checked, and its words are found in it."""
