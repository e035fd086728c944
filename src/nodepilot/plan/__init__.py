"""The intermediate form between a request and a workflow, and the compiler that makes the workflow."""
