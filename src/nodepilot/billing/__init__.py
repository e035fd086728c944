"""What is for sale, and what Stripe says was paid."""
