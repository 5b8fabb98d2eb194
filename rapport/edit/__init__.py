"""What people do to files after us: changed documents, and figures on their way back into the YAML."""
