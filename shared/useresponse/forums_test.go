package useresponse_test

import (
	"testing"

	"deskside/shared/api/apitest"
)

func FuzzReadForums(f *testing.F) {
	fuzzReading(f, []string{"forums-"}, apitest.As(fuzzer(f).Forums()))
}
