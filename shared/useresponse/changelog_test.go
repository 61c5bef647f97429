package useresponse_test

import (
	"testing"

	"deskside/shared/api/apitest"
)

func FuzzReadChangelogs(f *testing.F) {
	c := fuzzer(f)
	fuzzReading(f, []string{"changelog-"}, apitest.As(c.ObjectChangelog(1)), apitest.As(c.UserChangelog(1)))
}
