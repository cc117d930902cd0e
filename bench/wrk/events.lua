-- Reads a page of 25 events in the middle of the feed of any organisation.
package.path = os.getenv("BENCH_LUA") .. "/?.lua"
local requests = require("requests")

local organisations = tonumber(os.getenv("BENCH_ORGANISATIONS"))
local path = "/api/v1/events?limit=25&after=" .. os.getenv("BENCH_EVENTS_AFTER")
local actors

function init()
   actors = requests.actors(1, organisations)
end

function request()
   return wrk.format("GET", path, actors[math.random(#actors)])
end

done = requests.done
