"""Blood pressure, weight and temperature."""
