package useresponse_test

import (
	"testing"

	"deskside/shared/api/apitest"
	"deskside/shared/useresponse"
)

func FuzzReadReports(f *testing.F) {
	c := fuzzer(f)
	fuzzReading(f, []string{"reports-"}, apitest.As(c.Reports()), apitest.As(c.ReportObjects(1, useresponse.ReportQuery{})))
}
