// The bridge between Grafana's server and the shim: Grafana evaluates alert rules on backend datasources only, and
// those are Go programs. It passes on and holds no logic.
package main

import (
	"os"

	"github.com/grafana/grafana-plugin-sdk-go/backend/datasource"
	"github.com/grafana/grafana-plugin-sdk-go/backend/log"
)

func main() {
	if err := datasource.Manage("maho-insights-datasource", NewDatasource, datasource.ManageOpts{}); err != nil {
		log.DefaultLogger.Error(err.Error())
		os.Exit(1)
	}
}
