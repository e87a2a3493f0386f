"""Lending: a hand-over that holds back days instead of units, and comes back by a second one."""
