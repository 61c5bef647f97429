package api

import "time"

// Course follows one call from attempt to attempt and decides what comes next.
// It is pure: the host sends, waits and injects randomness. The zero value is a
// call that is sent once.
type Course struct {
	Retry Retry
	// Repeatable and Keyed are those of the request.
	Repeatable, Keyed bool
	// Attempts counts the attempts so far. Doubt says that one of them may have
	// been acted on although none brought an answer that says so. A host that
	// keeps no Course between attempts keeps these two.
	Attempts int
	Doubt    bool
}

// NewCourse returns the course of a request.
func NewCourse(retry Retry, request *Request) Course {
	return Course{Retry: retry, Repeatable: request.Repeatable, Keyed: request.Keyed()}
}

// Next takes what came of an attempt: its error, and whether any of the request
// may have reached the server. It returns how long to wait before the next
// attempt, or again false when err is final.
//
// What changes something is sent again only where that cannot do it twice: it
// is keyed, none of it was sent, or the server said that it did not act.
func (c *Course) Next(err error, sent bool, random uint64) (pause time.Duration, again bool) {
	c.Attempts++
	e, known := err.(*Error)
	switch {
	case err == nil:
		c.Doubt = false
		return 0, false
	case c.Repeatable:
	case !known || e.Kind == Unavailable || e.Kind == Protocol:
		c.Doubt = c.Doubt || sent
	case e.Kind != RateLimited:
		// The server has looked at the request and refused it: a keyed one that was
		// done before would have got the answer of that time.
		c.Doubt = false
	}
	return c.Retry.After(c.Attempts, err, c.Repeatable || c.Keyed || !sent, random)
}
