package api_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/words/print"
)

func TestACheckNamesWhatIsWrong(t *testing.T) {
	for _, test := range []struct {
		name  string
		check func(*api.Check)
		says  string
	}{
		{"nothing chosen passes", func(k *api.Check) { k.OneOf("type", "", "task", "question") }, ""},
		{"a word of the list passes", func(k *api.Check) { k.OneOf("type", "task", "task", "question") }, ""},
		{"another word is shown beside the list", func(k *api.Check) { k.OneOf("type", "Task", "task", "question") }, "“Task” is not known here. Use one of task, question."},
		{"a long value is cut", func(k *api.Check) { k.OneOf("type", strings.Repeat("ж", 41), "task") }, "“" + strings.Repeat("ж", 40) + "…” is not known here. Use one of task."},
		{"a value that turns the line is cleaned", func(k *api.Check) { k.OneOf("type", "a\n\u202eb", "task") }, "“a b” is not known here. Use one of task."},
		{"an address", func(k *api.Check) { k.Email("cc", "ada@example.test") }, ""},
		{"no address at all", func(k *api.Check) { k.Email("cc", "") }, "“” is no e-mail address. Write it as name@example.com."},
		{"two addresses", func(k *api.Check) { k.Email("cc", "a@b.test,c@d.test") }, "“a@b.test,c@d.test” is no e-mail address. Write it as name@example.com."},
		{"two at signs", func(k *api.Check) { k.Email("cc", "a@b@c") }, "“a@b@c” is no e-mail address. Write it as name@example.com."},
		{"a name before it", func(k *api.Check) { k.Email("cc", `"Ada"@b.test`) }, "“\"Ada\"@b.test” is no e-mail address. Write it as name@example.com."},
	} {
		t.Run(test.name, func(t *testing.T) {
			var k api.Check
			test.check(&k)
			if test.says == "" {
				require.Empty(t, k.Problems)
				return
			}
			require.Len(t, k.Problems, 1)
			require.NotEmpty(t, k.Problems[0].Field)
			require.Equal(t, test.says, print.In("en").Say(k.Problems[0].Say))
		})
	}
}
