package useresponse_test

import (
	"testing"
)

func FuzzReadCategories(f *testing.F) {
	c := fuzzer(f)
	fuzzReading(f, []string{"categories-"}, as(c.Categories("", "")), as(c.PostCategories("", "")), as(c.Category(1)))
}
