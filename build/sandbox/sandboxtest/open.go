// Package sandboxtest starts sandboxes for tests. Nothing but tests imports it.
package sandboxtest

import (
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/build/sandbox"
)

// Now is the time in a sandbox whose options name no clock.
var Now = time.Date(2026, 5, 19, 12, 0, 0, 0, time.UTC)

// Open starts a sandbox that answers over HTTP until the test ends, and says where.
func Open(t testing.TB, options sandbox.Options) sandbox.Endpoints {
	t.Helper()
	if options.Now == nil {
		options.Now = func() time.Time { return Now }
	}
	server, err := sandbox.Open(t.Context(), options)
	require.NoError(t, err)
	web := httptest.NewServer(server)
	t.Cleanup(func() { web.Close(); require.NoError(t, server.Close()) })
	return server.Endpoints(web.URL)
}
