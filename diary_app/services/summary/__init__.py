"""From a diary to the visit summary as data; every number comes from the functions ``status`` uses."""
