package useresponse_test

import (
	"testing"

	"deskside/shared/api/apitest"
)

func FuzzReadCategories(f *testing.F) {
	c := fuzzer(f)
	fuzzReading(f, []string{"categories-"}, apitest.As(c.Categories("", "")), apitest.As(c.PostCategories("", "")), apitest.As(c.Category(1)))
}
