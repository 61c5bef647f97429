package useresponse_test

import (
	"testing"
)

func FuzzReadForums(f *testing.F) {
	fuzzReading(f, []string{"forums-"}, as(fuzzer(f).Forums()))
}
