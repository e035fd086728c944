"""How often the product is right: suites of requests with checks that a machine can make."""
