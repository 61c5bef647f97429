//go:build wasm && customer

package main

import (
	"deskside/shared/core"
	"deskside/shared/core/customer"
)

func operations() core.Table { return customer.Table() }
