"""What a person sees: pages and components in Streamlit."""
