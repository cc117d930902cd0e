-- Sends the sample claim notification form, each time with another reference, surname and insurer.
package.path = os.getenv("BENCH_LUA") .. "/?.lua"
local requests = require("requests")

local representatives = tonumber(os.getenv("BENCH_REPRESENTATIVES"))
local organisations = tonumber(os.getenv("BENCH_ORGANISATIONS"))
local form = io.open(os.getenv("BENCH_FORM")):read("*a")
local actors
local sent = 0

function init()
   actors = requests.actors(1, representatives)
end

function request()
   sent = sent + 1
   local body = form:gsub("@(%u+)@", {
      REFERENCE = tostring(sent),
      SURNAME = "Boateng" .. string.char(97 + sent % 26, 97 + math.floor(sent / 26) % 26),
      INSURER = tostring(math.random(representatives + 1, organisations)),
   })
   return wrk.format("POST", nil, actors[math.random(#actors)], body)
end

done = requests.done
