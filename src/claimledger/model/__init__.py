"""The shipped language model: its weights and labels are files in this folder, the code here runs them."""
