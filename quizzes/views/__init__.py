"""The pages of the quizzes: home, study, and what stands around every request."""
