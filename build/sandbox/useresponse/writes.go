package useresponse

import (
	"fmt"
	"net/http"

	"deskside/build/sandbox/wire"
	"deskside/shared/api"
)

// Writes is how an installation answers what changes something.
type Writes string

// The answers to writes. Every client must take any of them for success.
const (
	WritesPayload Writes = ""        // 200 with what was written
	WritesCreated Writes = "created" // 201 with what was written
	WritesEmpty   Writes = "empty"   // 200 without a body
	WritesNothing Writes = "nothing" // 204
)

// ParseWrites reads payload, created, empty or nothing.
func ParseWrites(text string) (Writes, error) {
	switch writes := Writes(text); writes {
	case "payload":
		return WritesPayload, nil
	case WritesCreated, WritesEmpty, WritesNothing:
		return writes, nil
	}
	return "", fmt.Errorf("%q is not an answer to writes: payload, created, empty or nothing", text)
}

// apply changes the answer to a write that went well.
func (a Writes) apply(reply wire.Reply) wire.Reply {
	switch a {
	case WritesCreated:
		reply.Status = http.StatusCreated
	case WritesEmpty:
		reply.Body = nil
	case WritesNothing:
		reply.Status, reply.Body = http.StatusNoContent, nil
	}
	return reply
}

// writes reports whether an operation changes something. Who signs in or
// registers needs the answer and always gets it.
func (op *operation) writes() bool {
	return op.Access != api.ForAnyone && op.Effect != api.Reads
}
