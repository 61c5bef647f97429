package content

import (
	"slices"
	"time"

	"github.com/microcosm-cc/bluemonday"

	"deskside/shared/content/bbcode"
	"deskside/shared/content/html"
)

// native measures in this process.
func native() []measured {
	var fromBBCode bbcode.Reader
	var fromHTML html.Reader
	var out []byte
	policy := bluemonday.UGCPolicy()
	source := []byte(ticket)
	return []measured{
		sample(taskBBCode, ours, len(comment), func() { out = html.Append(out[:0], fromBBCode.Read(comment)) }),
		sample(taskHTML, ours, len(ticket), func() { out = html.Append(out[:0], fromHTML.Read(ticket)) }),
		sample(taskHTML, "bluemonday", len(ticket), func() { policy.SanitizeBytes(source) }),
	}
}

// sample runs a task some hundred times.
func sample(task, who string, size int, run func()) measured {
	times := timed(run, 300)
	return measured{Where: "natively", Task: task, Who: who, Bytes: size, Median: times[len(times)/2], Best: times[0]}
}

// timed runs a task n times after some to warm up and gives the milliseconds, the fastest first.
func timed(run func(), n int) []float64 {
	for range n / 10 {
		run()
	}
	times := make([]float64, n)
	for i := range times {
		began := time.Now()
		run()
		times[i] = float64(time.Since(began).Nanoseconds()) / 1e6
	}
	slices.Sort(times)
	return times
}
