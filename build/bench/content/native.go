package content

import (
	"strings"
	"time"

	"github.com/microcosm-cc/bluemonday"

	"deskside/build/bench/row"
	"deskside/shared/content/bbcode"
	"deskside/shared/content/html"
)

// native measures in this process.
func native() []row.Row {
	var fromBBCode bbcode.Reader
	var fromHTML html.Reader
	var out []byte
	policy := bluemonday.UGCPolicy()
	source := []byte(ticket)
	plain := strings.Repeat(plainText, len(comment)/len(plainText)+1)[:len(comment)]
	bb := inTurns(100,
		func() { out = html.Append(out[:0], fromBBCode.Lend(comment)) },
		func() { out = html.Append(out[:0], fromBBCode.Lend(plain)) })
	safe := inTurns(100,
		func() { out = html.Append(out[:0], fromHTML.Lend(ticket)) },
		func() { policy.SanitizeBytes(source) })
	return []row.Row{
		row.Compare("natively", taskBBCode, bb[0], "as much plain text", bb[1], false, 8),
		row.Compare("natively", taskHTML, safe[0], "bluemonday", safe[1], true, 5),
	}
}

// inTurns runs each so often, one after the other, after some times to warm up, and gives the milliseconds.
func inTurns(rounds int, each ...func()) []row.Times {
	times := make([]row.Times, len(each))
	for round := -3; round < rounds; round++ {
		for i, run := range each {
			began := time.Now()
			run()
			if round >= 0 {
				times[i] = append(times[i], float64(time.Since(began).Nanoseconds())/1e6)
			}
		}
	}
	return times
}
