package filter_test

import (
	"strings"
	"testing"

	"deskside/shared/filter"
	"deskside/shared/helpdesk"
)

// BenchmarkParse shows by ns/byte that no text takes more than time in
// proportion to its length.
func BenchmarkParse(b *testing.B) {
	for _, shape := range []struct{ name, piece string }{
		{"one phrase", "words "},
		{"values", "urgent,"},
		{"terms", "status:open tag:a,b -created:>-7d "},
		{"words", "word "},
		{"mistakes", "stats:opne "},
		{"parentheses", "(a "},
		{"colons", "ab:"},
		{"quotes", `"“ «`},
	} {
		for _, size := range []struct {
			name  string
			bytes int
		}{{"1KB", 1 << 10}, {"100KB", 100 << 10}, {"1MB", 1 << 20}} {
			text := strings.Repeat(shape.piece, size.bytes/len(shape.piece))
			switch shape.name {
			case "one phrase":
				text = `"` + text + `"`
			case "values":
				text = "tag:" + text + "x"
			}
			b.Run(shape.name+"/"+size.name, func(b *testing.B) {
				for b.Loop() {
					filter.ParseTolerant(text)
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(text)), "ns/byte")
			})
		}
	}
}

func BenchmarkComplete(b *testing.B) {
	d := directory()
	for i := range 5_000 {
		d.Tags = append(d.Tags, helpdesk.Entry{ID: int64(1000 + i), Name: strings.Repeat(string(rune('a'+i%26)), 1+i%7) + "-tag"})
	}
	for b.Loop() {
		filter.Complete("status:open tag:a", 17, d)
	}
}
