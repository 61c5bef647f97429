package usedesk_test

import (
	"testing"

	"deskside/shared/api/apitest"
	"deskside/shared/usedesk"
)

// fuzzReading gives the recorded answers whose names start with one of prefixes,
// the errors, and what grows out of them to readings.
func fuzzReading(f *testing.F, prefixes []string, readings ...apitest.Reading) {
	apitest.Fuzz(f, token, append(prefixes, "error-"), []string{`{"error":"` + token + `","code":"112"}`}, nil, readings...)
}

func FuzzReadDirectory(f *testing.F) {
	c := client(f)
	fuzzReading(f, []string{"users", "groups", "tags", "ticket-fields", "channels"}, apitest.As(c.Users(usedesk.UserList{})), apitest.As(c.Groups()), apitest.As(c.Tags(usedesk.TagList{})),
		apitest.As(c.Fields()), apitest.As(c.Channels("")))
}
