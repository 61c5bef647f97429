package convert_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/content"
	"deskside/shared/content/convert"
)

func TestAReportIsBounded(t *testing.T) {
	var c convert.Converter
	var report content.Report
	c.Convert("sanitize_html", strings.Repeat("<p onclick=x>a</p>\n", 1000), &report)
	require.Len(t, report.Losses, content.MaxLosses)
	require.Equal(t, 900, report.More)
	require.Equal(t, 100, report.Losses[99].Line)
}

func TestNames(t *testing.T) {
	names := convert.Names()
	for _, want := range []string{"bbcode_to_html", "sanitize_html", "html_to_bbcode", "html_to_text", "bbcode_to_text", "html_to_markdown"} {
		require.Contains(t, names, want)
	}
	var c convert.Converter
	for _, name := range names {
		_, ok := c.Convert(name, "x", nil)
		require.True(t, ok, name)
	}
	_, ok := c.Convert("html_to_pdf", "x", nil)
	require.False(t, ok)
}
