package useresponse_test

import (
	"testing"
)

func FuzzReadChangelogs(f *testing.F) {
	c := fuzzer(f)
	fuzzReading(f, []string{"changelog-"}, as(c.ObjectChangelog(1)), as(c.UserChangelog(1)))
}
