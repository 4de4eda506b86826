"""What a conversation with the tutor is; knows no network and no framework."""
