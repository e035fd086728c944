import type { HelpWords } from "./en";

export const es: HelpWords = {
  lead: "Qué puedes pedir, cómo decirlo y cómo llega el resultado a tu n8n.",
  contents: "En esta página",
  tryIt: "Ponerlo en el cuadro del mensaje",
  tour: "Ver otra vez la visita guiada",
  ask: {
    title: "Qué puedes pedir",
    text: "Describe con tus palabras lo que debe pasar, en español, inglés, alemán, francés o portugués. Una frase basta para empezar.",
    examples: [
      "Cuando se envíe un formulario, añade las respuestas a una hoja de Google Sheets y manda un correo de agradecimiento con Gmail",
      "Cada lunes a las 7:30, toma los issues abiertos de nuestro repositorio de GitHub y publica un resumen en Slack",
      "Responde preguntas en un chat con un agente de IA que busca en Wikipedia y recuerda la conversación",
      "Cuando un pago de Stripe de más de 100 euros se complete, avisa a #ventas en Slack; si no, anótalo solo en Airtable",
    ],
  },
  say: {
    title: "Cómo decirlo",
    text: "Cuanto más diga la petición, menos se supone. Lo supuesto aparece en la pestaña de preparación, para que puedas corregirlo.",
    points: [
      "Cuándo empieza: una hora (`cada día laborable a las 9`), un suceso (`cuando llegue un correo`), un formulario, un chat o a mano.",
      "Con qué servicios: nómbralos. También se entiende un nombre mal escrito.",
      "A dónde: el canal, la hoja, la dirección. Entre comillas si hay que tomarlo al pie de la letra.",
      "Con qué condición: `solo si el importe pasa de 100`, `si no`, `para cada fila`.",
      "Qué hacer si algo falla: `si falla, avísame por Telegram`.",
    ],
  },
  change: {
    title: "Cambiar un flujo",
    text: "Sigue en la misma conversación. Lo que no nombras queda exactamente igual, y cada cambio es una versión.",
    examples: ["Publica en #alertas en su lugar", "Añade un filtro antes del correo: solo filas cuyo estado sea abierto", "Quita el paso de Slack", "Ejecútalo cada dos horas", "Deshaz eso"],
  },
  questions: {
    title: "Preguntas, y flujos que fallan",
    text: "Pregunta por el flujo que está abierto, o por n8n. Para reparar uno, pega su JSON en el cuadro o suelta el archivo encima, junto con el mensaje de error.",
    examples: ["¿Qué hace este flujo?", "¿Qué credenciales necesito?", "¿Por qué el nodo If toma siempre la rama false?", "¿Cómo funciona el nodo Merge?"],
  },
  bring: {
    title: "A tu n8n",
    text: "Un flujo terminado es JSON de n8n corriente. Hay dos caminos:",
    points: [
      "Copiar para n8n: pulsa el botón de copiar sobre el lienzo, abre un flujo vacío en n8n, haz clic en el lienzo y pulsa Ctrl+V (⌘V en un Mac).",
      "Como archivo: descarga el JSON. En n8n elige `Import from File` en el menú de un flujo.",
      "Después recorre la lista de preparación: elige o crea las credenciales de cada servicio y rellena lo que solo tú sabes.",
      "Ejecútalo una vez a mano en n8n, mira la salida de cada nodo y luego actívalo.",
      "Indica en los ajustes qué n8n usas: solo se emplean nodos y versiones que tu versión tiene.",
    ],
  },
  parts: {
    title: "Lo que ves junto al chat",
    points: [
      "Lienzo: el flujo como lo dibuja n8n. Haz clic en un nodo para ver de dónde vino cada parámetro y cambiarlo; arrástralo, o muévelo con el botón de sus detalles; Ctrl+Z deshace.",
      "Problemas: lo que n8n o NodePilot encuentran mal. Un error detendría el flujo; un aviso podría sorprenderte. «Corregir» arregla lo que se puede.",
      "Preparación: lo que falta antes de la primera ejecución, lo que lee y escribe, y cuándo se ejecuta.",
      "JSON: el documento mismo.",
      "Versiones: cada estado que tuvo el flujo, para comparar y restaurar.",
    ],
  },
  credits: {
    title: "Qué cuesta un crédito",
    text: "Un crédito por cada respuesta que trae un flujo o un cambio que pasó todas las comprobaciones, y por un texto que escribió un modelo alojado.",
    points: [
      "Gratis: preguntas de vuelta, respuestas del motor integrado con palabras, fallos, respuestas detenidas, flujos con errores.",
      "Gratis: mirar, buscar, plantillas, nodos, versiones, compartir y exportar.",
      "En qué se gastó cada crédito está en la página de tarifa y créditos.",
      "En un servidor propio sin facturación los créditos se cuentan y nada se rechaza.",
    ],
  },
  data: {
    title: "Tus datos",
    points: [
      "Conversaciones y flujos se guardan en este servidor de NodePilot. Nadie más los ve, tampoco la administración.",
      "Un modelo alojado recibe el mensaje y el flujo abierto, y solo cuando el motor integrado duda. En los ajustes puedes impedirlo.",
      "Las credenciales se quedan en n8n: un flujo contiene su tipo, nunca una contraseña ni una clave. No escribas ninguna en un mensaje.",
      "En los ajustes puedes descargar todo lo que se guarda sobre ti y eliminar tu cuenta.",
    ],
  },
  shortcuts: { title: "Atajos de teclado" },
  more: {
    title: "Para programas",
    text: "Todo está también como API HTTP: crea una clave en los ajustes. En la línea de órdenes, `nodepilot generate \"…\"` crea un flujo, `nodepilot validate ARCHIVO` lo comprueba, `nodepilot repair ARCHIVO` lo repara.",
  },
};
