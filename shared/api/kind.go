package api

//go:generate go run deskside/build/codec -o kind_gen.go

// Kind sorts errors by what a person or a program can do about them.
type Kind string

const (
	// Unauthorized: the key is missing, wrong or switched off.
	Unauthorized Kind = "unauthorized"
	// Forbidden: the key is right but may not do this.
	Forbidden Kind = "forbidden"
	// NotFound: the thing asked for does not exist, or not for this key.
	NotFound Kind = "not_found"
	// Conflict: the thing is in a state that does not allow this.
	Conflict Kind = "conflict"
	// Invalid: the input breaks a rule; Fields names which.
	Invalid Kind = "invalid"
	// RateLimited: too many requests; RetryAfter says when to come back.
	RateLimited Kind = "rate_limited"
	// Unavailable: no answer came, or the server says that it cannot answer now.
	Unavailable Kind = "unavailable"
	// Protocol: an answer came that is not what this API answers.
	Protocol Kind = "protocol"
)
