package views_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/core/coretest"
	"deskside/shared/core/views"
	"deskside/shared/helpdesk"
)

func TestAViewThatNobodyKnowsAllOfSaysWhat(t *testing.T) {
	money := []helpdesk.Entry{{ID: 4, Name: "Money"}}
	named := helpdesk.Directory{System: "usedesk", Account: "ud", Title: "Shop", Groups: money, Me: 7}
	other := helpdesk.Directory{System: "useresponse", Account: "ur", Title: "Ideas", Groups: []helpdesk.Entry{{ID: 1, Name: "Ideas"}}}
	unread := helpdesk.Directory{System: "usedesk", Account: "new"}
	for _, c := range []struct {
		name, query string
		known       []helpdesk.Directory
		lost        bool
	}{
		{"all of it is known", "group:money", []helpdesk.Directory{named}, false},
		{"one helpdesk is enough", "group:money", []helpdesk.Directory{other, named}, false},
		{"a group that is gone", "group:billing", []helpdesk.Directory{named, other}, true},
		{"a status that is gone", "status:cooking", []helpdesk.Directory{named, other}, true},
		{"names that were not read are nobody's loss", "group:billing", []helpdesk.Directory{unread}, false},
		{"one whose names were not read may know it", "group:billing", []helpdesk.Directory{named, unread}, false},
		{"whose key it is may be said later", "assignee:me", []helpdesk.Directory{other}, false},
		{"without a helpdesk nothing is known to be lost", "group:billing", nil, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			tabs := []views.Tab{{ID: "active"}, own("X", c.query)}
			got := coretest.Result[views.LostResult](t, table(), "views.lost", &views.LostArgs{Tabs: tabs, Directories: c.known})
			require.Equal(t, c.lost, len(got.Lost) > 0)
			if c.lost {
				require.Equal(t, "X", got.Lost[0].Name)
				require.NotEmpty(t, got.Lost[0].Say.ID)
			}
		})
	}
}
