"""Facts as figures of indicators: shown in short, grouped, followed over years."""
