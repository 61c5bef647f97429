package desks_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/desks"
	"deskside/shared/helpdesk"
	"deskside/shared/words/print"
)

func TestARegistryRefusesWhatItDoesNotKnow(t *testing.T) {
	var all []string
	for _, desk := range desks.Agents() {
		// One without a key is nobody's to choose.
		if desk.Can().Key != helpdesk.NoKey {
			all = append(all, desk.Name())
		}
	}
	require.Less(t, len(all), len(desks.Agents()))
	known := strings.Join(all, ", ")
	for _, test := range []struct {
		name   string
		system helpdesk.System
		says   string
	}{
		{"a helpdesk of another version", "zendesk", "“zendesk” is no kind of helpdesk that this version knows. It knows " + known + ". Update Deskside, or add the account anew."},
		{"a name in another case", "UseResponse", "“UseResponse” is no kind"},
		{"a name that would not be shown", "a\u202e\n", "“a"},
		{"none", "", "Choose the kind of helpdesk: " + known + "."},
	} {
		t.Run(test.name, func(t *testing.T) {
			desk, err := desks.Agents().Of(test.system)
			require.Nil(t, desk)
			require.ErrorIs(t, err, api.ErrInvalid)
			require.Equal(t, "system", err.(*api.Error).Fields[0].Field)
			require.Contains(t, print.In("en").Say(err.(*api.Error).Say()), test.says)
			require.NotContains(t, print.In("en").Say(err.(*api.Error).Say()), "\u202e")
		})
	}
}

func TestARegistryFindsEachDeskByItsName(t *testing.T) {
	for _, desk := range desks.Agents() {
		found, err := desks.Agents().Of(desk.System())
		require.NoError(t, err)
		require.Equal(t, desk, found)
	}
}

// Whoever plans relies on these.
func TestEveryDeskSaysWhatPlansRelyOn(t *testing.T) {
	for _, desk := range desks.Agents() {
		t.Run(desk.Name(), func(t *testing.T) {
			can := desk.Can()
			require.Positive(t, can.PageSize)
			require.NotEmpty(t, can.Types)
			require.NotEmpty(t, can.Key)
			require.NotEmpty(t, can.Writes)
			newest, ok := can.OrderBy("updated", true)
			require.True(t, ok, "the newest change first")
			require.True(t, newest.Exact)
			slugs := map[string]bool{}
			for _, s := range can.Statuses {
				require.NotEmpty(t, s.Slug)
				require.NotEqual(t, helpdesk.Unknown, s.State)
				require.False(t, slugs[s.Slug], s.Slug)
				slugs[s.Slug] = true
			}
			require.Equal(t, len(can.Priorities) > 0, can.Tells.Has(helpdesk.TellsPriority))
		})
	}
}
