"""The findings a strategic assessment needs: sentences whose every number leads to its view."""
