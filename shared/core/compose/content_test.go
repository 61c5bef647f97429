package compose_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/content/draw"
	"deskside/shared/core"
	"deskside/shared/core/compose"
	"deskside/shared/core/coretest"
	"deskside/shared/helpdesk"
)

// contentAnswer is what an operation makes of a fixture of shared/content/testdata/fixtures.
// build/content/fixtures.ts has the same asked of the cores in Node and in workerd.
type contentAnswer struct {
	Fixture string `json:"fixture"`
	// Op is a conversion, or "draw".
	Op string `json:"op"`
	// Out is the conversion's result, for people to review.
	Out string `json:"out,omitempty"`
	// SHA256 is that of all bytes of the core's answer, losses included.
	SHA256 string `json:"sha256"`
}

func contentAnswers(t *testing.T) (list []contentAnswer) {
	files, err := filepath.Glob("../../content/testdata/fixtures/*")
	require.NoError(t, err)
	table := compose.Table()
	for _, file := range files {
		source, err := os.ReadFile(file)
		require.NoError(t, err)
		format := strings.TrimPrefix(filepath.Ext(file), ".")
		ops := map[string][]string{
			"html":   {"sanitize_html", "html_to_bbcode", "html_to_text", "html_to_markdown"},
			"bbcode": {"bbcode_to_html", "sanitize_bbcode", "bbcode_to_text", "bbcode_to_markdown"},
		}[format]
		require.NotEmpty(t, ops, file)
		ask := func(op string, args coretest.Args) (core.Outcome, contentAnswer) {
			raw, err := args.MarshalMsg(nil)
			require.NoError(t, err)
			input, err := (&core.Input{Args: raw}).MarshalMsg(nil)
			require.NoError(t, err)
			output := table.Call(table.Index(op), input)
			var outcome core.Outcome
			_, err = outcome.UnmarshalMsg(output)
			require.NoError(t, err)
			require.Nil(t, outcome.Failure)
			sum := sha256.Sum256(output)
			return outcome, contentAnswer{Fixture: filepath.Base(file), SHA256: hex.EncodeToString(sum[:])}
		}
		for _, op := range ops {
			outcome, answer := ask("content.convert", &compose.ConvertArgs{Op: op, In: string(source), Report: true})
			var result compose.ConvertResult
			_, err := result.UnmarshalMsg(outcome.Result)
			require.NoError(t, err)
			answer.Op, answer.Out = op, result.Out
			list = append(list, answer)
		}
		outcome, answer := ask("content.draw", &compose.DrawArgs{Content: helpdesk.Markup{Format: helpdesk.Format(format), Source: string(source)}})
		var result compose.DrawResult
		_, err = result.UnmarshalMsg(outcome.Result)
		require.NoError(t, err)
		require.Equal(t, byte(draw.Version), result.Program[0])
		answer.Op = "draw"
		list = append(list, answer)
	}
	return list
}

func TestAnswersToFixturesAreUpToDate(t *testing.T) {
	const file = "../../content/testdata/answers.json"
	answers := contentAnswers(t)
	require.Greater(t, len(answers), 500)
	var got bytes.Buffer
	encoder := json.NewEncoder(&got)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	require.NoError(t, encoder.Encode(answers))
	if *coretest.Update {
		require.NoError(t, os.WriteFile(file, got.Bytes(), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, string(want), got.String(), "content is converted otherwise: go test ./shared/core/... -update, then review the difference")
}
