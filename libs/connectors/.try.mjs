import { mqttConnector, openMqttSimulator } from './dist/index.js';
import { unavailable } from '@one-screen/domain';
const url='mqtt://127.0.0.1:1883', topic='tryb-'+process.pid;const a=new AbortController();const h={n:0,calls:0,states:[]};const t0=Date.now();
const c=mqttConnector.open({brokerUrl:url,group:'g'+topic,clientId:'c'+topic,topic:topic+'/+',parallel:1,sessionExpiry:60},{signal:async b=>{h.calls++;if(Date.now()-t0<52000)throw unavailable('x','x','x');h.n+=b.length},state:(s,e)=>h.states.push(s+(e?':'+e:'')),bad(){}},a.signal);
const sim=await openMqttSimulator(url);await new Promise(r=>setTimeout(r,500));
for(const k of ['1','2'])await sim.send(topic+'/x',{key:k,sector:'fire',level:'red',title:'t',occurredAt:new Date().toISOString()});
while(h.n<2&&Date.now()-t0<75000)await new Promise(r=>setTimeout(r,200));console.log(h,Date.now()-t0);
a.abort();await c;await sim.close();
