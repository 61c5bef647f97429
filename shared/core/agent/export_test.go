package agent

import (
	"deskside/shared/api"
	"deskside/shared/core"
	"deskside/shared/desks"
)

// Waiting are the operations that no face calls yet: messages and saved
// views. They are tested as if they were in the table.
func Waiting() core.Table {
	f := face{desks.Agents()}
	return core.Table{
		core.Local("outbox.reply", f.reply),
		core.Local("views.read", readViews),
		core.Local("views.write", writeViews),
		core.Local("views.import", importViews),
		core.Local("views.link", linkView),
	}.Told((*api.Error).Say)
}
