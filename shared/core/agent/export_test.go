package agent

import (
	"deskside/shared/api"
	"deskside/shared/core"
)

// Waiting are the operations that no face calls yet: saved views. They are tested as if they were in the table.
func Waiting() core.Table {
	return core.Table{
		core.Local("views.read", readViews),
		core.Local("views.write", writeViews),
		core.Local("views.import", importViews),
		core.Local("views.link", linkView),
	}.Told((*api.Error).Say)
}
