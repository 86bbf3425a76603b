"""What is measured: each module gives figures and knows nothing of the others."""
