/**
 * The report's whole style: nothing is fetched, and its text is what the page's CSP lets in by its hash. Contrasts
 * hold for AA in light and dark; colours are Okabe and Ito's, darkened where they bear text.
 */
export const REPORT_STYLE = `
:root{color-scheme:light dark;--ink:#1d2328;--soft:#4f5962;--line:#ccd5db;--page:#ffffff;--box:#f4f7f8;--link:#0b5a96;
--s0:#0072b2;--s1:#d55e00;--s2:#00805e;--s3:#8a5a00;--s4:#a3457f;--s5:#3f8fbf}
@media (prefers-color-scheme:dark){:root{--ink:#eceff1;--soft:#b3bdc5;--line:#3a434b;--page:#14171a;--box:#1e2327;--link:#8ccbf5;
--s0:#56b4e9;--s1:#f08a4b;--s2:#3fc29b;--s3:#f0bf4c;--s4:#dd9cc4;--s5:#9ecae1}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:17px/1.55 -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif}
main,header,footer{max-width:860px;margin:0 auto;padding:0 24px}
header{padding-top:40px}footer{padding-top:8px;padding-bottom:48px;color:var(--soft);font-size:15px}
h1{font-size:30px;line-height:1.25;margin:0 0 6px}h2{font-size:21px;margin:44px 0 12px;padding-top:14px;border-top:2px solid var(--line)}
p{margin:0 0 10px}.soft{color:var(--soft)}a{color:var(--link)}
ul{list-style:none;margin:0 0 18px;padding:0}li{margin:0 0 14px;padding:12px 16px;background:var(--box);border-radius:8px}
li p{margin:0 0 4px}.head{font-weight:600}blockquote{margin:0 0 4px}
.scroll{overflow-x:auto;margin:0 0 20px}
table{border-collapse:collapse;width:100%;font-size:15.5px;font-variant-numeric:tabular-nums}
caption{text-align:left;color:var(--soft);font-size:15px;padding:0 0 6px}
.same{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
th,td{text-align:left;padding:7px 14px 7px 0;border-bottom:1px solid var(--line);vertical-align:top}
thead th{color:var(--soft);font-weight:600;font-size:14.5px}tbody th{font-weight:600}
figure{margin:0 0 14px}.chart{overflow-x:auto}.chart svg{min-width:560px}figcaption{color:var(--soft);font-size:15px;margin:0 0 6px}
svg{display:block;width:100%;height:auto}svg text{fill:var(--soft);font-size:12px}svg line{stroke:var(--line)}
.s0{fill:var(--s0)}.s1{fill:var(--s1)}.s2{fill:var(--s2)}.s3{fill:var(--s3)}.s4{fill:var(--s4)}.s5{fill:var(--s5)}
.legend{display:flex;flex-wrap:wrap;gap:4px 18px;margin:6px 0 0;padding:0;font-size:15px}
.legend li{margin:0;padding:0;background:none}.legend svg{display:inline-block;width:12px;height:12px;margin-right:6px}
@media (max-width:600px){main,header,footer{padding-left:16px;padding-right:16px}body{font-size:16px}h1{font-size:25px}}
@media print{:root{color-scheme:light;--ink:#000;--soft:#333;--line:#999;--page:#fff;--box:#fff;--link:#000;
--s0:#0072b2;--s1:#d55e00;--s2:#00805e;--s3:#8a5a00;--s4:#a3457f;--s5:#3f8fbf}
body{font-size:11pt}main,header,footer{padding-left:0;padding-right:0}header{padding-top:0}h2{margin-top:28px}
table{font-size:9pt}thead th{font-size:8pt}th,td{padding:4px 7px 4px 0}.chart svg{min-width:0}li{border:1px solid var(--line);break-inside:avoid}.legend li{border:0}figure,table{break-inside:avoid}h2{break-after:avoid}
a::after{content:" (" attr(href) ")";font-size:9pt;overflow-wrap:anywhere}.scroll{overflow:visible}}`;
