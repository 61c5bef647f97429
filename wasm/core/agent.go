//go:build wasm && !customer && !writing && !formatting && !compose && !edge

package main

import (
	"deskside/shared/core"
	"deskside/shared/core/agent"
)

func operations() core.Table { return agent.Table() }
