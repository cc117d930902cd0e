-- Reads the first page of the worklist of a claim handler of any organisation.
package.path = os.getenv("BENCH_LUA") .. "/?.lua"
local requests = require("requests")

local organisations = tonumber(os.getenv("BENCH_ORGANISATIONS"))
local actors

function init()
   actors = requests.actors(1, organisations)
end

function request()
   return wrk.format("GET", nil, actors[math.random(#actors)])
end

done = requests.done
