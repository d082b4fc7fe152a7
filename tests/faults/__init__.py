"""Bad days made to order: cuts, kills, full disks, damage, races, tampering, leaks, wrong clocks."""
