package edge

import (
	"errors"
	"io"
	"net/http"
	"time"

	decide "deskside/shared/core/edge"
)

// bodyTime is how long a body may take to come.
var bodyTime = decide.BodyTime

// timed gives a request's body a deadline, where the host's connections have
// one. It holds also for what is left of a body that nobody reads, which a server
// reads to its end before the connection takes another request.
func timed(w http.ResponseWriter, r *http.Request, within time.Duration) {
	if r.Body == nil || r.Body == http.NoBody || r.ContentLength == 0 {
		return
	}
	connection := http.NewResponseController(w)
	if connection.SetReadDeadline(time.Now().Add(within)) == nil {
		r.Body = &timedBody{r.Body, connection}
	}
}

// timedBody is a body with a deadline, which ends with it: the connection is
// watched afterwards for a client who leaves.
type timedBody struct {
	io.ReadCloser
	connection *http.ResponseController
}

func (b *timedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if err == io.EOF {
		if undone := b.connection.SetReadDeadline(time.Time{}); undone != nil {
			return n, errors.Join(undone, io.ErrUnexpectedEOF)
		}
	}
	return n, err
}
