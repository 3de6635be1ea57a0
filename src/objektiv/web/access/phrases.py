"""Sentences that several modules of this app say."""

from __future__ import annotations

CONFLICT = "Эти сведения только что изменил кто-то другой. Обновите страницу и внесите изменения снова."
NOT_YOURSELF = "Роль самому себе не назначают: попросите другого администратора или координатора."
LAST_ADMINISTRATOR = "Это последний администратор: сначала назначьте другого без срока окончания."
FOREIGN_ROLES = (
    "У этого человека есть роли вне вашей территории или прав: данные и вход меняет тот, кто их назначил."
)

MOST_TOKENS_SAID = "Действующих ключей уже {most}: отзовите те, которыми никто не пользуется."

VERBS = {
    "user.added": "Человек добавлен",
    "user.edited": "Данные человека изменены",
    "user.deactivated": "Вход закрыт",
    "user.activated": "Вход открыт",
    "user.invited": "Выдана ссылка для пароля",
    "user.password_set": "Пароль задан по ссылке",
    "user.password_changed": "Пароль сменён",
    "user.signed_in": "Вход",
    "user.signed_out": "Выход",
    "user.sign_in_failed": "Неудачный вход",
    "user.code_failed": "Неверный одноразовый код",
    "user.locked_out": "Вход закрыт на 15 минут: пять неудач",
    "user.codes_added": "Одноразовые коды настроены",
    "user.spare_codes_made": "Сделаны запасные коды",
    "user.codes_removed": "Одноразовые коды отключены самим человеком",
    "user.codes_reset": "Одноразовые коды сброшены",
    "user.sessions_ended": "Все входы человека завершены",
    "user.training_sign_in": "Вход в учебный район",
    "user.provider_added": "Внешний вход привязан",
    "user.provider_removed": "Внешний вход отвязан",
    "token.made": "Выдан ключ доступа",
    "token.revoked": "Ключ доступа отозван",
    "token.used": "Программа действовала по ключу доступа",
    "token.refused": "Программе отказано в доступе",
    "role.given": "Роль назначена",
    "role.ended": "Роль завершена",
    "duties.stood_in": "Назначено замещение",
    "duties.handed_over": "Дела переданы",
}
FIELDS = {
    "login": "логин",
    "name": "имя",
    "last_name": "фамилия",
    "first_name": "имя",
    "patronymic": "отчество",
    "email": "почта",
    "role": "роль",
    "roles": "роли",
    "unit": "где",
    "valid_from": "с",
    "valid_to": "по",
    "stands_in_for": "замещает",
    "conflicts": "конфликт интересов",
    "deputy": "кто замещает",
    "receiver": "кому",
    "sessions": "завершено входов",
    "request": "обращение",
    "tokens": "отозвано ключей доступа",
    "title": "название",
    "scopes": "что можно",
    "ways": "чем подтверждён",
}
WAYS = {
    "password": "пароль",
    "totp": "одноразовый код",
    "recovery_codes": "запасной код",
    "socialaccount": "внешняя учётная запись",
}
