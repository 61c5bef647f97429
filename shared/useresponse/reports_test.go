package useresponse_test

import (
	"testing"

	"deskside/shared/useresponse"
)

func FuzzReadReports(f *testing.F) {
	c := fuzzer(f)
	fuzzReading(f, []string{"reports-"}, as(c.Reports()), as(c.ReportObjects(1, useresponse.ReportQuery{})))
}
